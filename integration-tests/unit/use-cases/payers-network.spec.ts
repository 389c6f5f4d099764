import { payersNetwork } from "../../../src/use-cases/checkout/hash-address"

describe("the network that tries to pay are counted for", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["203.0.113.7:51234", "203.0.113.7"],
    ["2001:db8:1:2::1", "20010db800010002/64"],
    ["2001:DB8:1:2:aaaa::3", "20010db800010002/64"],
    ["[2001:db8:1:2::1]:443", "20010db800010002/64"],
    ["fe80::1%eth0", "fe80000000000000/64"],
    ["2001:db8:1:3::1", "20010db800010003/64"],
    ["unknown", "unknown"],
    ["", ""],
  ])("of %s is %s", (address, network) => {
    expect(payersNetwork(address)).toBe(network)
  })
})
