// Jest runs every test file in its own realm. Node 20 has these two only in its first realm, and Playwright needs them
// to press a button inside a frame.
for (const name of ["dispose", "asyncDispose"]) {
  if (!(name in Symbol)) {
    Object.defineProperty(Symbol, name, { value: Symbol(`Symbol.${name}`) })
  }
}
