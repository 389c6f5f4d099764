import { Router } from "./router"
import { loadSettings } from "./settings"
import { Shell } from "./shell"
import { Shop } from "./shop"

async function main(): Promise<void> {
  const shop = new Shop(await loadSettings())
  const shell = new Shell(shop)
  const router = new Router(shop, shell)
  shell.onChange = () => {
    shell.draw()
    void router.refresh()
  }
  shell.draw()
  await router.show()
}

void main()
