/** Nango's own patterns for what it accepts in the path and the query. `.` and `..` would be resolved away as path segments. */
export const isConnectionId = (id: string): boolean =>
  /^[a-zA-Z0-9,.;:=+~[\]|@${}"'\\/_ -]{1,255}$/.test(id) && id !== '.' && id !== '..';

export const isIntegrationId = (id: string): boolean => /^[a-zA-Z0-9~:.@ _-]{1,255}$/.test(id);

/** A key has to fit into an Authorization header. */
export const isSecretKey = (key: string): boolean => /^[\x21-\x7e]{1,512}$/.test(key);
