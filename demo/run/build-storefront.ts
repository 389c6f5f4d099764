import path from "node:path"

/** Bundles the storefront's pages with Vite into `folder`. */
export async function buildStorefront(folder: string): Promise<void> {
  const { build } = await import("vite")
  await build({
    configFile: false,
    root: path.resolve("demo/storefront"),
    logLevel: "warn",
    build: {
      outDir: folder,
      emptyOutDir: true,
      // It only serves browsers older than the demo needs.
      modulePreload: false,
    },
  })
}
