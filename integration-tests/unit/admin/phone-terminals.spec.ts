import { motoTerminals } from "../../../src/admin/moto/moto-terminals"

describe("the terminals for a card by phone", () => {
  const terminal = (id: string, canHold: boolean) => ({
    provider_id: id,
    name: id,
    capture: "automatic" as const,
    can_hold: canHold,
  })
  const terminals = [terminal("holds", true), terminal("charges at once", false)]

  it.each([
    [{ capture: true }, ["holds", "charges at once"]],
    [{ capture: false }, ["holds"]],
    [undefined, ["holds"]],
  ])("are, of those that charge at once, only for who may capture: %j", (permissions, offered) => {
    expect(motoTerminals(terminals, permissions).map(({ provider_id: id }) => id)).toEqual(offered)
  })
})
