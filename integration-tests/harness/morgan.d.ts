declare module "morgan" {
  import type { RequestHandler } from "express"
  export default function morgan(
    format: string,
    options: { stream: { write(line: string): void } }
  ): RequestHandler
}
