import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { Attempts } from "./attempts"
import type { TransitionListener } from "./log-line"
import { Movements } from "./movements"
import { Schedule } from "./schedule"

/**
 * The record of every attempt to pay, and the check before every movement of money: each change of state is one
 * conditional update, so that only one of two processes executes it.
 *
 * It uses Medusa's own database connection, because the payment provider must reach it from the payment module's
 * container, which has the connection but no other module.
 *
 * For details see {@link Attempts}, {@link Movements} and {@link Schedule}.
 */
export class Journal {
  readonly #attempts: Attempts
  readonly #movements: Movements
  readonly #schedule: Schedule

  /**
   * @param listener called after every transition.
   * @param announce called when there may be new events to emit.
   */
  constructor(db: Knex, listener?: TransitionListener, announce?: () => void) {
    this.#attempts = new Attempts(db, listener, announce)
    this.#movements = new Movements(db, this.#attempts)
    this.#schedule = new Schedule(db)
  }

  readonly open: Attempts["open"] = (...args) => this.#attempts.open(...args)
  readonly checkLimits: Attempts["checkLimits"] = (...args) => this.#attempts.checkLimits(...args)
  readonly transition: Attempts["transition"] = (...args) => this.#attempts.transition(...args)
  readonly send: Attempts["send"] = (...args) => this.#attempts.send(...args)
  readonly update: Attempts["update"] = (...args) => this.#attempts.update(...args)
  readonly writeCalls: Attempts["writeCalls"] = (...args) => this.#attempts.writeCalls(...args)
  readonly find: Attempts["find"] = (...args) => this.#attempts.find(...args)
  readonly findByOrderId: Attempts["findByOrderId"] = (...args) => this.#attempts.findByOrderId(...args)
  readonly findByReturnToken: Attempts["findByReturnToken"] = (...args) =>
    this.#attempts.findByReturnToken(...args)
  readonly findByRequestKey: Attempts["findByRequestKey"] = (...args) =>
    this.#attempts.findByRequestKey(...args)
  readonly findNewest: Attempts["findNewest"] = (...args) => this.#attempts.findNewest(...args)
  readonly listForSession: Attempts["listForSession"] = (...args) => this.#attempts.listForSession(...args)
  readonly findConflict: Attempts["findConflict"] = (...args) => this.#attempts.findConflict(...args)
  readonly listForCart: Attempts["listForCart"] = (...args) => this.#attempts.listForCart(...args)
  readonly listForOrder: Attempts["listForOrder"] = (...args) => this.#attempts.listForOrder(...args)
  readonly ordersWithOpenLink: Attempts["ordersWithOpenLink"] = (...args) =>
    this.#attempts.ordersWithOpenLink(...args)
  readonly now: Attempts["now"] = (...args) => this.#attempts.now(...args)
  readonly ageInSeconds: Attempts["ageInSeconds"] = (...args) => this.#attempts.ageInSeconds(...args)
  readonly secondsUntilDeadline: Attempts["secondsUntilDeadline"] = (...args) =>
    this.#attempts.secondsUntilDeadline(...args)
  readonly secondsSinceSent: Attempts["secondsSinceSent"] = (...args) =>
    this.#attempts.secondsSinceSent(...args)

  readonly movements: Movements["movements"] = (...args) => this.#movements.movements(...args)
  readonly findForSession: Movements["findForSession"] = (...args) => this.#movements.findForSession(...args)
  readonly begin: Movements["begin"] = (...args) => this.#movements.begin(...args)
  readonly resolve: Movements["resolve"] = (...args) => this.#movements.resolve(...args)
  readonly noteOperation: Movements["noteOperation"] = (...args) => this.#movements.noteOperation(...args)
  readonly transitionWithExternal: Movements["transitionWithExternal"] = (...args) =>
    this.#movements.transitionWithExternal(...args)
  readonly addExternal: Movements["addExternal"] = (...args) => this.#movements.addExternal(...args)
  readonly book: Movements["book"] = (...args) => this.#movements.book(...args)
  readonly takeBack: Movements["takeBack"] = (...args) => this.#movements.takeBack(...args)
  readonly unbook: Movements["unbook"] = (...args) => this.#movements.unbook(...args)
  readonly assign: Movements["assign"] = (...args) => this.#movements.assign(...args)
  readonly secondsSinceResolved: Movements["secondsSinceResolved"] = (...args) =>
    this.#movements.secondsSinceResolved(...args)
  readonly secondsSince: Movements["secondsSince"] = (...args) => this.#movements.secondsSince(...args)

  readonly leaseDue: Schedule["leaseDue"] = (...args) => this.#schedule.leaseDue(...args)
  readonly countOpen: Schedule["countOpen"] = (...args) => this.#schedule.countOpen(...args)
  readonly listOpen: Schedule["listOpen"] = (...args) => this.#schedule.listOpen(...args)
  readonly reschedule: Schedule["reschedule"] = (...args) => this.#schedule.reschedule(...args)
  readonly markChanged: Schedule["markChanged"] = (...args) => this.#schedule.markChanged(...args)
  readonly recallForCart: Schedule["recallForCart"] = (...args) => this.#schedule.recallForCart(...args)
}
