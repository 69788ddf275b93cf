import { z } from 'zod'
import { AuditPage, AuditRequest } from '../audit.ts'
import type { Endpoints } from '../endpoint.ts'
import { Erasure, PersonExport, PersonExportRequest, PersonQuestion, PersonSummary } from '../person.ts'
import { PrivacySettings, Site } from '../site.ts'

/** Consent and the rights of visitors. */
export const privacyEndpoints = {
  updatePrivacy: {
    method: 'PATCH',
    path: '/api/sites/:site/privacy',
    access: 'site:own',
    summary: 'Change what is recorded before consent, and how long events are kept; what is not named stays',
    input: PrivacySettings.partial(),
    output: Site,
  },
  findPerson: {
    method: 'POST',
    path: '/api/sites/:site/person',
    access: 'site:write',
    summary: 'What is stored of one person, in short',
    audit: true,
    input: PersonQuestion,
    output: PersonSummary,
  },
  exportPerson: {
    method: 'POST',
    path: '/api/sites/:site/person/export',
    access: 'site:write',
    summary: 'Everything that is stored of one person, page by page in order of time',
    input: PersonExportRequest,
    output: PersonExport,
  },
  erasePerson: {
    method: 'POST',
    path: '/api/sites/:site/person/erase',
    access: 'site:write',
    summary: 'Erase one person for good: out of every report at once, from the disk within minutes',
    input: PersonQuestion,
    output: Erasure,
  },
  erasures: {
    method: 'GET',
    path: '/api/sites/:site/erasures',
    access: 'site:write',
    summary: 'Who was erased (without saying who), and what was found on disk afterwards',
    output: z.array(Erasure),
  },
  audit: {
    method: 'POST',
    path: '/api/sites/:site/audit',
    access: 'site:own',
    summary: 'Who saw or changed what, the newest first',
    input: AuditRequest,
    output: AuditPage,
    audit: false,
  },
} as const satisfies Endpoints
