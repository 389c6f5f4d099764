// Loaded first into a Medusa that a test runs as a separate process: executes the test's requests over IPC, and ends
// with the test. Nothing of it is in the product; it uses only what Medusa gives to any script.
const path = require("node:path")
require("../harness/no-schedule.cjs")

process.once("disconnect", () => process.kill(process.pid, "SIGKILL"))

const medusa = () => require("@medusajs/framework").container

const ACTIONS = {
  /** Every event is printed, so that the test can search it. */
  prepare() {
    medusa()
      .resolve("event_bus")
      .subscribe("*", (event) => {
        console.log(`event ${JSON.stringify(event)}`)
        return Promise.resolve()
      })
    return Promise.resolve()
  },
  async seed({ copies }) {
    const { seedTestedStore } = require(path.join(__dirname, "../harness/seed-tested-store.ts"))
    return await seedTestedStore(medusa(), undefined, copies)
  },
  /** As the schedule would: through Medusa's workflow engine, by the job's id. */
  async job() {
    await medusa().resolve("workflows").run("job-xpay-reconcile", { input: {} })
  },
  /** As a shop's own subscription code would. */
  async charge(input) {
    const { chargeSavedCardWorkflow } = require(path.join(__dirname, "../../src/workflows/index.ts"))
    return (await chargeSavedCardWorkflow(medusa()).run({ input })).result
  },
}

process.on("message", ({ id, action, input }) => {
  ACTIONS[action](input)
    .then((result) => process.send({ id, result }))
    .catch((error) => process.send({ id, error: error?.stack ?? String(error) }))
})
