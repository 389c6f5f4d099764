import fs from "node:fs"
import path from "node:path"
import eslint from "@eslint/js"
import prettier from "eslint-config-prettier"
import importX from "eslint-plugin-import-x"
import tseslint from "typescript-eslint"

/** The folders of src/, and what each may import. `npm run docs` prints it into docs/architecture.md. */
const FOLDERS = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "folders.json"), "utf8"))

/** Between folders: each may use itself and what it names. */
const betweenFolders = FOLDERS.map(({ folder, uses }) => ({
  target: `./src/${folder}`,
  from: "./src",
  except: [folder, ...uses].map((used) => `./${used}`),
  message: `What ${folder} may use is in folders.json.`,
}))

/** Inside a folder with layers, the lowest first: nothing may use what is above it. */
const betweenLayers = FOLDERS.flatMap(({ folder, layers = [] }) =>
  layers.slice(0, -1).map((layer, index) => ({
    target: `./src/${folder}/${layer}`,
    from: layers.slice(index + 1).map((above) => `./src/${folder}/${above}`),
    message: `In ${folder} this is a layer above; the layers are in folders.json.`,
  }))
)

/** The plugin's tables, one for each model, as a word in a string: `xpay_order_id` is a column and not meant. */
const TABLES = fs
  .readdirSync(path.join(import.meta.dirname, "src/modules/xpay/models"))
  .map((model) => model.replace(".ts", "").replaceAll("-", "_"))
const TABLE = `/\\bxpay_(${TABLES.join("|")})\\b/`

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      ".medusa",
      ".demo",
      "coverage",
      "**/*.cjs",
      "demo/public",
      "integration-tests/storefronts/*/**",
    ],
  },
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
    settings: {
      "import-x/resolver": { node: { extensions: [".ts", ".tsx", ".js", ".mjs"] } },
      "import-x/extensions": [".ts", ".tsx"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
    },
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
      "import-x/no-cycle": "error",
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
      "import-x/no-restricted-paths": ["error", { zones: [...betweenFolders, ...betweenLayers] }],
      // A `default:` would take in a new state, channel or verdict before anybody has decided about it.
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: false },
      ],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/modules/xpay/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        // `resource_type` is how Medusa's notifications name what they are about.
        ...[
          `Literal[value=${TABLE}]:not(Property[key.name="resource_type"] > Literal)`,
          `TemplateElement[value.raw=${TABLE}]`,
        ].map((selector) => ({
          selector,
          message: "Only src/modules/xpay names a table of the plugin: add what you need to its classes.",
        })),
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
              message: "This folder does not depend on Medusa (zod comes from @medusajs/framework/zod).",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["scripts/**", "demo/**", "bench/**", "packages/**", "src/simulator/cli.ts", "src/cli/**"],
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
