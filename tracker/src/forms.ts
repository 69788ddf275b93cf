// Forms: begun, sent, commented with, failed. Names of fields, never what is in them.
import { watchOutcome } from './form-outcome.ts'
import { parts } from './parts.ts'

const { record, shared, on, guard, isIgnored, selectorOf, recordDeclared } = parts

const searchFields = '[type=search],[name=q],[name=s],[name=search],[name=query],[name=keyword]'
/** On which view each form was begun. */
const begun = new WeakMap<HTMLFormElement, unknown>()

// A field named "id" or "name" hides the form's own property, so attributes are read.
const attribute = (element: Element, name: string): string => element.getAttribute(name) || ''

const describe = (form: HTMLFormElement): { form: string; fields: string } => {
  const fields = [...form.querySelectorAll('input:not([type=hidden],[type=submit],[type=button]),select,textarea')]
  const names = fields.map((field) => attribute(field, 'name') || field.id)
  return {
    form: (attribute(form, 'id') || attribute(form, 'name') || attribute(form, 'aria-label') || selectorOf(form)).slice(
      0,
      200,
    ),
    fields: [...new Set(names)].filter(Boolean).join().slice(0, 500),
  }
}

/** Searches show in the address of their results; counting their forms as well would say the same twice. */
const isCounted = (form: unknown): form is HTMLFormElement =>
  form instanceof HTMLFormElement &&
  !isIgnored(form) &&
  !form.matches('[role=search]') &&
  !form.querySelector(searchFields)

const isComment = (form: HTMLFormElement): boolean =>
  !!form.querySelector('textarea') &&
  /comment|review|b[iì]nh-?lu[aậ]n/i.test(
    ['id', 'class', 'name', 'action'].map((name) => attribute(form, name)).join(' '),
  )

on(document, 'input change', (event) => {
  const { form } = event.composedPath()[0] as HTMLInputElement
  if (!isCounted(form) || begun.get(form) === shared.view) return
  begun.set(form, shared.view)
  record('form_start', describe(form))
})

on<SubmitEvent>(document, 'submit', (event) => {
  const form = event.composedPath()[0]
  if (!(form instanceof HTMLFormElement) || isIgnored(form)) return
  recordDeclared(form.closest('form[data-minnow-event]'))
  if (!isCounted(form)) return
  const described = describe(form)
  if (isComment(form)) record('comment', { form: described.form })
  else record('form_submit', { ...described, destination: attribute(form, 'action').replace(/[?#].*/, '') })
  watchOutcome(form, (reason) => record('form_failed', { form: described.form, reason }))
})

// A server that found fault with what was sent shows the same page again, with the fields marked.
guard(() => {
  const pathOf = (url: string) => url.replace(/[?#].*/, '')
  const refused = document.querySelector('form [aria-invalid=true]')?.closest('form')
  if (refused && isCounted(refused) && pathOf(document.referrer) === pathOf(location.href)) {
    record('form_failed', { form: describe(refused).form, reason: 'refused' })
  }
})()
