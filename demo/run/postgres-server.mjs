// PostgreSQL in its own process; its output goes to the demo's log.
// Usage: node demo/run/postgres-server.mjs <port> <dataDir>
import { startPostgres } from "../../scripts/pg.mjs"

const [port, dataDir] = process.argv.slice(2)
try {
  await startPostgres({ port: Number(port), dataDir, onLog: (text) => process.stderr.write(text) })
} catch (error) {
  // A server that ends immediately prints the reason itself and rejects without one.
  console.error(error ?? "PostgreSQL has ended.")
  process.exit(1)
}
console.log("PostgreSQL is ready.")
setInterval(() => {}, 1 << 30)
