process.env.NODE_ENV = "test"
process.env.MEDUSA_DISABLE_TELEMETRY ??= "true"
process.env.LOG_LEVEL ??= "error"

const { flippedSuites } = require("./integration-tests/harness/flipped-suites.cjs")

const base = {
  testEnvironment: "node",
  transform: {
    "^.+\\.[jt]sx?$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", tsx: true, decorators: true },
          transform: { decoratorMetadata: true, react: { runtime: "automatic" } },
          target: "es2021",
        },
      },
    ],
  },
  moduleFileExtensions: ["js", "ts", "tsx", "json"],
  modulePathIgnorePatterns: ["<rootDir>/.medusa/", "<rootDir>/.demo/"],
}

const [[SCRIPTS, swc]] = Object.entries(base.transform)
const ROOT = __dirname.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")

/** Needs a real PostgreSQL: one is started for the whole run. */
const withPostgres = {
  ...base,
  setupFiles: ["<rootDir>/integration-tests/harness/setup.cjs"],
  globalSetup: "<rootDir>/integration-tests/harness/global-setup.cjs",
  globalTeardown: "<rootDir>/integration-tests/harness/global-teardown.cjs",
}

/** On a store that all spec files of a worker share. */
const onStore = {
  ...withPostgres,
  setupFiles: [],
  testEnvironment: "<rootDir>/integration-tests/harness/store-environment.cjs",
  transform: {
    [`${ROOT}/(src/|demo/|integration-tests/harness/worker-store)|/node_modules/@medusajs/`]:
      "<rootDir>/integration-tests/harness/outside-transform.cjs",
    [SCRIPTS]: swc,
  },
  transformIgnorePatterns: ["/node_modules/(?!@medusajs/)"],
}

/** `npm run test:flipped`: with all assumptions about XPay turned round. */
const flippedSpecs = flippedSuites().map((suite) => `<rootDir>/integration-tests/http/${suite}.spec.ts`)

module.exports = {
  testSequencer: "<rootDir>/integration-tests/harness/longest-first.cjs",
  reporters: [
    "default",
    "<rootDir>/integration-tests/harness/progress-reporter.cjs",
    "<rootDir>/integration-tests/harness/reliability-reporter.cjs",
    "<rootDir>/integration-tests/harness/flipped-reporter.cjs",
  ],
  projects: [
    {
      ...base,
      displayName: "unit",
      testMatch: [
        "<rootDir>/integration-tests/unit/**/*.spec.ts",
        "<rootDir>/integration-tests/sentinels/{installed,routes}.spec.ts",
      ],
    },
    { ...base, displayName: "simulator", testMatch: ["<rootDir>/integration-tests/simulator/**/*.spec.ts"] },
    { ...base, displayName: "gateway", testMatch: ["<rootDir>/integration-tests/gateway/**/*.spec.ts"] },
    {
      ...onStore,
      displayName: "http",
      testMatch:
        process.env.FLIP_ASSUMED_RULES === "1"
          ? flippedSpecs
          : [
              "<rootDir>/integration-tests/{http,races}/**/*.spec.ts",
              "<rootDir>/integration-tests/sentinels/guards.spec.ts",
            ],
    },
    {
      ...withPostgres,
      displayName: "reliability",
      testMatch: [
        "<rootDir>/integration-tests/{processes,samples}/**/*.spec.ts",
        "<rootDir>/integration-tests/sentinels/platform.spec.ts",
      ],
    },
    // The last part of `npm test`, by itself: it measures times.
    {
      ...onStore,
      displayName: "growth",
      testMatch: ["<rootDir>/integration-tests/growth/**/*.spec.ts"],
    },
    // `npm run test:faults`: every verb, moment and kind of fault, with servers that are killed and started again.
    {
      ...withPostgres,
      displayName: "faults",
      testMatch: ["<rootDir>/integration-tests/faults/**/*.spec.ts"],
    },
    // `npm run test:kills`: the process is killed at every commit, and the order must come right.
    {
      ...withPostgres,
      displayName: "kills",
      testMatch: ["<rootDir>/integration-tests/kills/**/*.spec.ts"],
    },
    // A crowd that pays at once: `npm run test:crowd`.
    {
      ...withPostgres,
      displayName: "crowd",
      testMatch: ["<rootDir>/integration-tests/crowd/**/*.spec.ts"],
    },
    // `npm run test:random-kills`: the server, or its database, is killed at any moment. Has a PostgreSQL of its own.
    {
      ...base,
      displayName: "random-kills",
      setupFiles: withPostgres.setupFiles,
      testMatch: ["<rootDir>/integration-tests/random-kills/**/*.spec.ts"],
    },
    // `npm run test:package`: installs the packed plugin into a new application, which takes minutes.
    { ...base, displayName: "package", testMatch: ["<rootDir>/integration-tests/package/**/*.spec.ts"] },
    // `npm run test:storefronts`: storefronts made new, with Next.js and Vite from the registry.
    {
      ...base,
      displayName: "storefronts",
      setupFiles: ["<rootDir>/integration-tests/browser/setup.cjs"],
      testMatch: ["<rootDir>/integration-tests/storefronts/*.spec.ts"],
    },
    // Starts the demo itself, as its users do.
    {
      ...base,
      displayName: "browser",
      setupFiles: ["<rootDir>/integration-tests/browser/setup.cjs"],
      testMatch: ["<rootDir>/integration-tests/browser/**/*.spec.ts"],
    },
  ],
}
