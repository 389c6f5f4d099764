import { forget, recall, remember } from "../remembered"
import type { Region } from "../settings"
import type { StoreClient } from "./store-client"
import type { Cart } from "./wire"

/** The shopper's cart, restored after a reload. Changes are executed one after the other, however fast the clicks. */
export class Basket {
  private current: Cart | undefined
  private last: Promise<unknown> = Promise.resolve()
  private readonly listeners = new Set<() => void>()

  constructor(private readonly store: StoreClient) {}

  get cart(): Cart | undefined {
    return this.current
  }

  get count(): number {
    return this.current?.items.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0
  }

  countOf(variantId: string): number {
    return this.current?.items.find((line) => line.variant_id === variantId)?.quantity ?? 0
  }

  /** Calls back after every change. @returns a function that unsubscribes. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The cart as the store has it now. Drops a cart that became an order. */
  load(region: Region): Promise<Cart | undefined> {
    return this.inTurn(async () => {
      const id = recall("cartId")
      const found = id === undefined ? undefined : await this.store.cart(id)
      if (found === undefined || found.completed_at !== null) {
        this.abandonIt()
        return undefined
      }
      const isElsewhere = found.region_id !== region.id
      return this.keep(isElsewhere ? await this.store.changeRegion(found.id, region) : found)
    })
  }

  add(region: Region, variantId: string): Promise<Cart> {
    return this.inTurn(async () => {
      const cart = this.current ?? (await this.store.createCart(region))
      return this.keep(await this.store.addLine(cart.id, variantId))
    })
  }

  setQuantity(lineId: string, quantity: number): Promise<void> {
    return this.inTurn(async () => {
      const cart = this.current
      if (cart !== undefined) {
        this.keep(
          quantity > 0
            ? await this.store.setQuantity(cart.id, lineId, quantity)
            : await this.store.removeLine(cart.id, lineId)
        )
      }
    })
  }

  keep(cart: Cart): Cart {
    remember("cartId", cart.id)
    this.change(cart)
    return cart
  }

  abandonIt(): void {
    forget("cartId")
    this.change(undefined)
  }

  private change(cart: Cart | undefined): void {
    this.current = cart
    this.listeners.forEach((listener) => listener())
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work)
    this.last = result.catch(() => undefined)
    return result
  }
}
