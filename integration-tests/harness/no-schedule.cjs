// Jobs run when a test runs them. Left to their schedule they would run in the middle of any; and a schedule that is
// cleared once the server is up comes back by itself when a job was just running at that moment.
const { WorkflowScheduler } = require("@medusajs/framework/orchestration")
WorkflowScheduler.prototype.scheduleWorkflow = () => Promise.resolve()
