// Jobs run only when a test runs them. On their schedule they would run in the middle of a test; and a schedule that is
// cleared after the server has started returns if a job was running at that moment.
const { WorkflowScheduler } = require("@medusajs/framework/orchestration")
WorkflowScheduler.prototype.scheduleWorkflow = () => Promise.resolve()
