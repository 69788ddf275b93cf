import { any, event, eventWhere, macros, milestones, type Preset, supporting } from './preset-goal.ts'
import * as shared from './shared.ts'

/** Articles, courses, schools: reading leads to a newsletter or an ebook, those to a trial, that to enrolment. */
export const content: Preset = {
  goals: [
    ...macros({
      preset_key: 'enrolment',
      name: 'Enrolment',
      value: { kind: 'event' },
      condition: any(event('purchase'), event('enrolment')),
    }),
    ...milestones(
      {
        preset_key: 'read_article',
        name: 'Article read',
        counting: 'session',
        condition: any({ kind: 'time', seconds: 60 }, { kind: 'scroll', percent: 75 }),
      },
      { ...shared.newsletter, group: '' },
      { ...shared.download, group: '' },
      {
        preset_key: 'ebook_click',
        name: 'Click inside the ebook',
        counting: 'person',
        // A link in the ebook carries ?utm_source=ebook, and the reader's own id, so its visit is told apart.
        condition: any(event('ebook_click'), {
          kind: 'event',
          name: 'page_view',
          where: [{ field: 'source', op: 'is', values: ['ebook'] }],
        }),
      },
      {
        preset_key: 'trial',
        name: 'Trial or consultation',
        counting: 'person',
        condition: any(event('trial'), event('consultation'), event('generate_lead')),
      },
      { preset_key: 'sign_up', name: 'Sign-up', counting: 'person', condition: event('sign_up') },
    ),
    ...supporting(
      shared.share,
      shared.video,
      shared.search,
      shared.comment,
      { preset_key: 'course_view', name: 'Course view', group: 'interest', condition: event('view_item') },
      {
        preset_key: 'follow',
        name: 'Follow',
        group: 'stay in touch',
        counting: 'person',
        condition: any(event('follow'), eventWhere('share', 'method', 'follow')),
      },
      ...shared.contacts,
      shared.contactConfirmed,
      shared.mention,
      shared.postActions,
    ),
  ],
  funnels: [
    {
      preset_key: 'enrolment_path',
      name: 'From article to enrolment',
      steps: ['read_article', 'trial', 'enrolment'],
      window_seconds: 90 * 86_400,
    },
    {
      preset_key: 'newsletter_path',
      name: 'From article to newsletter',
      steps: ['read_article', 'newsletter'],
      window_seconds: 30 * 86_400,
    },
  ],
}
