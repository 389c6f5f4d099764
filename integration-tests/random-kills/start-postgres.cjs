// The starter is an ES module, which a test compiled to CommonJS can import only from an uncompiled file.
module.exports = async (options) => await (await import("../../scripts/pg.mjs")).startPostgres(options)
