import type { Answer, Http } from "./http"
import { expectOk } from "./shopper"

/** A saved card as the store API shows it. */
export interface SavedCardAnswer {
  id: string
  provider_id: string
  circuit: string
  last4: string
  expiry: string
  for: string
  created_at: string
}

/** A signed-in customer with an account. */
export class Account {
  private constructor(
    readonly http: Http,
    readonly id: string,
    readonly email: string
  ) {}

  /** Registers and signs in through the store API. */
  static async open(
    http: Http,
    signedIn: (token: string) => Http,
    email = "maria.rossi@example.com"
  ): Promise<Account> {
    const login = { email, password: "correct-horse" }
    const registered = expectOk(
      await http.post<{ token: string }>("/auth/customer/emailpass/register", login)
    )
    const { customer } = expectOk(
      await signedIn(registered.token).post<{ customer: { id: string } }>("/store/customers", {
        email,
        first_name: "Maria",
        last_name: "Rossi",
      })
    )
    const { token } = expectOk(await http.post<{ token: string }>("/auth/customer/emailpass", login))
    return new Account(signedIn(token), customer.id, email)
  }

  async savedCards(): Promise<SavedCardAnswer[]> {
    return expectOk(await this.http.get<{ saved_cards: SavedCardAnswer[] }>("/store/xpay/saved-cards"))
      .saved_cards
  }

  async removeCard(id: string): Promise<Answer<{ id: string; deleted: boolean; code?: string }>> {
    return await this.http.send("DELETE", `/store/xpay/saved-cards/${id}`, undefined)
  }
}
