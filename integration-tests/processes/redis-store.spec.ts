import getPort from "get-port"
import type { RedisStore } from "../../src/engine/vault/redis-store"
import { findRedis } from "./find-redis"
import { RedisProcess } from "./redis-process"

const executable = findRedis()
const itWithRedis = executable === undefined ? describe.skip : describe

itWithRedis("cards that wait in Redis", () => {
  let redis: RedisProcess
  beforeAll(async () => {
    redis = new RedisProcess(executable ?? "", await getPort())
    await redis.start()
  })
  afterAll(async () => {
    await redis.stop()
  })

  describe.each([
    ["5", "ioredis"],
    ["6", "ioredis-6"],
  ])("over ioredis %s", (version, name) => {
    let store: RedisStore
    beforeAll(() => {
      jest.resetModules()
      jest.doMock("ioredis", () => jest.requireActual(name))
      const { RedisStore: Store } = jest.requireActual<{ RedisStore: new (url: string) => RedisStore }>(
        "../../src/engine/vault/redis-store"
      )
      store = new Store(redis.url)
    })
    afterAll(async () => {
      await store.close()
      jest.dontMock("ioredis")
    })

    it("are opened once, byte for byte", async () => {
      expect(jest.requireActual<{ version: string }>(`${name}/package.json`).version.split(".")[0]).toBe(
        version
      )
      const sealed = Buffer.from([0, 1, 127, 128, 255])
      await store.put("card", sealed, 60_000)
      expect(await store.take("card")).toEqual(sealed)
      expect(await store.take("card")).toBeUndefined()
    })

    it("are gone when they were dropped, and after their time", async () => {
      await store.put("dropped", Buffer.from("x"), 60_000)
      await store.drop("dropped")
      expect(await store.take("dropped")).toBeUndefined()
      await store.put("late", Buffer.from("x"), 60_000)
      await redis.passTime(60, "late")
      expect(await store.take("late")).toBeUndefined()
    })
  })
})
