// Jest runs every test file in a realm of its own. Node 20 has these two in its first realm only, and Playwright cannot
// press a button inside a frame without them.
for (const name of ["dispose", "asyncDispose"]) {
  if (!(name in Symbol)) {
    Object.defineProperty(Symbol, name, { value: Symbol(`Symbol.${name}`) })
  }
}
