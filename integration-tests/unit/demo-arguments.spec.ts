import { readArguments } from "../../demo/run/arguments"

describe("the options of the demo", () => {
  it("are read from the command line", () => {
    expect(readArguments(["--fresh", "--port", "8001"], {})).toMatchObject({
      isFresh: true,
      ports: { shop: 8001 },
    })
    expect(readArguments([], {})).toEqual({ isFresh: false, wantsHelp: false, folder: ".demo", ports: {} })
  })

  it("are understood without the two dashes that npm wants before them", () => {
    const env = { npm_config_fresh: "true", npm_config_store_port: "9001", npm_config_data: "elsewhere" }
    expect(readArguments([], env)).toMatchObject({
      isFresh: true,
      folder: "elsewhere",
      ports: { store: 9001 },
    })
    expect(readArguments([], { npm_config_fresh: "", npm_config_port: "" })).toMatchObject({ isFresh: false })
  })

  it("say how they are given where npm has kept a part of them", () => {
    expect(() => readArguments(["8001"], { npm_config_port: "true" })).toThrow(
      /Usage: npm run demo -- \[options\]/
    )
  })

  it("count on the command line, whatever npm says", () => {
    expect(readArguments(["--port", "8001"], { npm_config_port: "8002" }).ports).toEqual({ shop: 8001 })
  })

  it.each(["0", "65536", "http"])("refuse the port %s with a sentence", (port) => {
    expect(() => readArguments([], { npm_config_port: port })).toThrow(
      /--port must be a number from 1 to 65535/
    )
  })
})
