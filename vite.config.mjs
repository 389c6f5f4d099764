/**
 * For `medusa plugin:build`, which builds the dashboard's part with vite: it names the parts that are loaded later
 * without an ending, and a shop's Tailwind looks for class names in `.js` files alone.
 */
export default {
  plugins: [
    {
      name: "chunk-endings",
      apply: "build",
      outputOptions: (options) => ({
        ...options,
        chunkFileNames: `_chunks/[name]-[hash].${options.format === "es" ? "mjs" : "js"}`,
      }),
    },
  ],
}
