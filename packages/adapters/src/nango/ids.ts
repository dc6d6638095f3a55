/** Nango's own patterns for what it accepts in the path and the query. `.` and `..` would be resolved away as path segments. */
export const isConnectionId = (id: string): boolean =>
  /^[a-zA-Z0-9,.;:=+~[\]|@${}"'\\/_ -]{1,255}$/.test(id) && id !== '.' && id !== '..';

export const isIntegrationId = (id: string): boolean => /^[a-zA-Z0-9~:.@ _-]{1,255}$/.test(id);
