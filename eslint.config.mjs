import eslint from "@eslint/js"
import prettier from "eslint-config-prettier"
import importX from "eslint-plugin-import-x"
import tseslint from "typescript-eslint"

const house = "./src"

/** A room and the rooms it may not know of. The whole map is in docs/architecture.md. */
const zone = (target, from, message) => ({
  target: `${house}/${target}`,
  from: from.map((room) => `${house}/${room}`),
  message,
})

export default tseslint.config(
  { ignores: ["node_modules", ".medusa", ".demo", "coverage", "**/*.cjs", "demo/public"] },
  eslint.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["tsconfig.check.json", "src/admin/tsconfig.json", "examples/nextjs-starter/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver": { node: { extensions: [".ts", ".tsx", ".js", ".mjs"] } } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "no-console": "error",
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "Settings come through the options; only medusa-config.ts reads the environment.",
        },
      ],
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: [
            zone(
              "gateway",
              [
                "modules",
                "medusa",
                "engine",
                "providers",
                "workflows",
                "api",
                "jobs",
                "admin",
                "storefront",
                "simulator",
                "subscribers",
              ],
              "The gateway knows XPay and nothing else."
            ),
            zone(
              "domain",
              [
                "gateway",
                "modules",
                "medusa",
                "engine",
                "providers",
                "workflows",
                "api",
                "jobs",
                "admin",
                "storefront",
                "simulator",
                "subscribers",
              ],
              "The domain is pure."
            ),
            zone(
              "modules",
              [
                "gateway",
                "engine",
                "providers",
                "workflows",
                "api",
                "jobs",
                "admin",
                "storefront",
                "simulator",
                "subscribers",
              ],
              "The journal knows the domain only."
            ),
            zone(
              "medusa",
              [
                "gateway",
                "engine",
                "providers",
                "workflows",
                "api",
                "jobs",
                "admin",
                "storefront",
                "simulator",
                "subscribers",
              ],
              "What the plugin relies on inside Medusa: it knows the domain, and who uses it is not its business."
            ),
            zone(
              "engine",
              ["providers", "workflows", "api", "jobs", "admin", "storefront", "simulator", "subscribers"],
              "The engine is used by providers and workflows, not the other way round."
            ),
            zone(
              "providers",
              ["workflows", "api", "jobs", "admin", "storefront", "simulator", "subscribers"],
              "Providers are thin: modules, engine, gateway, domain."
            ),
            zone(
              "workflows",
              ["api", "jobs", "admin", "storefront", "simulator", "subscribers"],
              "Workflows do not know who calls them."
            ),
            zone("api", ["admin", "storefront", "simulator", "jobs"], "Routes call workflows."),
            zone(
              "admin",
              [
                "gateway",
                "modules",
                "medusa",
                "engine",
                "providers",
                "workflows",
                "api",
                "jobs",
                "simulator",
              ],
              "The dashboard talks HTTP."
            ),
            {
              ...zone(
                "admin",
                ["storefront"],
                "Of the storefront client the dashboard shares `card` alone: pure rules of card numbers, no I/O."
              ),
              except: ["./card"],
            },
            zone(
              "storefront",
              [
                "gateway",
                "domain",
                "modules",
                "medusa",
                "engine",
                "providers",
                "workflows",
                "api",
                "jobs",
                "admin",
                "simulator",
              ],
              "The storefront client stands alone."
            ),
            zone(
              "simulator",
              [
                "gateway",
                "domain",
                "modules",
                "medusa",
                "engine",
                "providers",
                "workflows",
                "api",
                "jobs",
                "admin",
                "storefront",
              ],
              "The simulator is an independent witness: it must not share the code it is there to test."
            ),
          ],
        },
      ],
    },
  },
  {
    files: ["src/gateway/**/*.ts", "src/simulator/**/*.ts", "src/storefront/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^@medusajs/(?!framework/zod$)",
              message: "This room knows no Medusa (zod comes from @medusajs/framework/zod).",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["scripts/**", "demo/**", "bench/**", "src/simulator/cli.ts", "src/cli/**"],
    rules: { "no-console": "off" },
  },
  {
    files: ["integration-tests/**", "scripts/**", "demo/**", "bench/**", "**/*.mjs"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  { files: ["src/modules/*/migrations/**"], rules: { "@typescript-eslint/require-await": "off" } },
  {
    files: ["**/*.mjs"],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        fetch: "readonly",
        setTimeout: "readonly",
        setInterval: "readonly",
        clearTimeout: "readonly",
        clearInterval: "readonly",
        Buffer: "readonly",
      },
    },
  },
  prettier
)
