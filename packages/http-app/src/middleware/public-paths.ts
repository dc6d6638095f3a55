/**
 * Tells which paths need no key: those given, and what is below them. A path that some server or proxy might read as
 * another one (encoded, with an empty or a dot segment, with a backslash) is below nothing.
 */
export function publicPaths(paths: readonly string[]): (path: string) => boolean {
  const roots = paths.map((path) => path.replace(/\/+$/, ''));
  return (path) =>
    !/%|\\|\/\/|\/\.\.?(\/|$)/.test(path) && roots.some((root) => path === root || path.startsWith(`${root}/`));
}
