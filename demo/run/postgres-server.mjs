// PostgreSQL with a process of its own; what it says goes to the demo's log.
// Usage: node demo/run/postgres-server.mjs <port> <dataDir>
import { startPostgres } from "../../scripts/pg.mjs"

const [port, dataDir] = process.argv.slice(2)
try {
  await startPostgres({ port: Number(port), dataDir, onLog: (text) => process.stderr.write(text) })
} catch (error) {
  // A server that ends at once says why by itself, and rejects with nothing.
  console.error(error ?? "PostgreSQL has ended.")
  process.exit(1)
}
console.log("PostgreSQL is ready.")
setInterval(() => {}, 1 << 30)
