import { any, event, macros, milestones, type Preset, supporting } from './preset-goal.ts'
import * as shared from './shared.ts'

/**
 * A business that wants to be asked. The form and its thank-you page are one lead: whichever arrives, or both,
 * a session has one.
 */
export const lead: Preset = {
  goals: [
    ...macros({
      preset_key: 'lead',
      name: 'Lead',
      counting: 'session',
      value: { kind: 'event' },
      condition: any(
        event('generate_lead'),
        {
          kind: 'event',
          name: 'form_submit',
          where: [{ field: 'property:form', op: 'not_contains', values: ['search', 'newsletter', 'login', 'comment'] }],
        },
        { kind: 'url', match: 'regex', value: '(?i)/(thank[-_]?you|thanks|cam-on|khob-khun|aciu)([/._?-]|$)' },
      ),
    }),
    ...milestones(
      {
        preset_key: 'contact_page',
        name: 'Contact page',
        counting: 'session',
        condition: {
          kind: 'url',
          match: 'regex',
          value: '(?i)/(contact|contact-us|lien-he|kontaktai|pricing|bang-gia|kainos)([/._?-]|$)',
        },
      },
      { preset_key: 'form_start', name: 'Form started', counting: 'session', condition: event('form_start') },
    ),
    ...supporting(
      ...shared.contacts,
      shared.newsletter,
      shared.download,
      shared.video,
      shared.share,
      shared.search,
      shared.comment,
      shared.mention,
      shared.contactConfirmed,
      shared.postActions,
    ),
  ],
  funnels: [
    {
      preset_key: 'lead_path',
      name: 'From form to lead',
      steps: ['form_start', 'lead'],
      window_seconds: 7 * 86_400,
    },
  ],
}
