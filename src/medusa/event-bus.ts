/** Medusa's event bus, as far as the plugin calls it. */
export interface EventBus {
  emit(event: { name: string; data: unknown }): Promise<void>
}
