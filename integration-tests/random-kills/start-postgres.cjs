// The starter is an ES module, which a test that is compiled to CommonJS can only import from a file that is not.
module.exports = async (options) => await (await import("../../scripts/pg.mjs")).startPostgres(options)
