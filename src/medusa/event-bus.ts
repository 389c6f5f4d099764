/** Medusa's event bus, as far as it is called. */
export interface EventBus {
  emit(event: { name: string; data: unknown }): Promise<void>
}
