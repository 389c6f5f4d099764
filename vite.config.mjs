/** What every page of ours needs, however little is on it, and what its panels share: fetched and compressed as one each. */
const PARTS = [
  ["lazily", /[/]admin[/]lib[/]lazily[.]/],
  [
    "order-card",
    /[/]admin[/](order[/](order-card|card-texts)|lib[/](call|dashboard|dates|language|live-interval|money|sdk|state-badge|use-alt-shortcut|use-live|use-order-panel|use-permissions)[.])/,
  ],
  ["shared", /[/]admin[/]lib[/]/],
]

/**
 * For `medusa plugin:build`, which builds the dashboard's part with vite. It names the parts that are loaded later without
 * an ending, and a shop's Tailwind looks for class names in `.js` files alone.
 */
export default {
  plugins: [
    {
      name: "parts-of-the-dashboard",
      apply: "build",
      outputOptions: (options) => ({
        ...options,
        chunkFileNames: `_chunks/[name]-[hash].${options.format === "es" ? "mjs" : "js"}`,
        freeze: false,
        generatedCode: { symbols: false },
        manualChunks: (id) => PARTS.find(([, files]) => files.test(id))?.[0],
      }),
    },
  ],
}
