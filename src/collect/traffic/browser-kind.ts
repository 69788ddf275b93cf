import { isbot } from 'isbot'
import type { AsideReason } from '../../contract/traffic.ts'
import { remember } from '../recent-map.ts'

/** What AI companies send out: to learn from pages, to search them, and to read one for somebody who asks. */
const aiCrawler =
  /GPTBot|ChatGPT-User|OAI-SearchBot|ChatGPT Agent|ClaudeBot|Claude-(User|Web|SearchBot)|anthropic-ai|Perplexity(Bot|-User)|CCBot|Bytespider|TikTokSpider|Google-(Extended|CloudVertexBot|NotebookLM)|GoogleOther|GoogleAgent|Gemini-Deep-Research|Amazonbot|Amzn-(SearchBot|User)|Applebot-Extended|meta-external(agent|fetcher)|FacebookBot|cohere-(ai|training)|Diffbot|DuckAssistBot|MistralAI-User|YouBot|AI2Bot|AISearchBot|AzureAI-SearchBot|PetalBot|omgili|Timpibot|ImagesiftBot|img2dataset|Kangaroo Bot|PanguBot|DeepSeekBot|GrokBot|aiHitBot|iAsk(Bot|spider)|Andibot|FirecrawlAgent|crawl4ai|TavilyBot|LinkupBot|PhindBot|ChatGLM-Spider|Cloudflare-AutoRAG|KendraBot|kagi-fetcher|SBIntuitionsBot|Brightbot|LinerBot|laion-huggingface|Spawning-AI|Bravebot/i

/** Filters of mail, and mail programs that show a link before anybody clicked it. */
const mailScanner =
  /Barracuda|Proofpoint|Mimecast|SafeLinks|ms-office|MSOffice|Microsoft Outlook|GoogleImageProxy|YahooMailProxy|TrendMicro|MessageLabs|IronPort|FireEye|Cloudmark|Vade Secure|Hornetsecurity|BitdefenderSafelinks|MailScanner|URLDefense/i

/** Browsers that say that a program drives them. */
const headless =
  /HeadlessChrome|HeadlessEdg|PhantomJS|SlimerJS|Puppeteer|Playwright|Selenium|WebDriver|Cypress\/|jsdom|Chrome-Lighthouse|PageSpeed|GTmetrix|Pingdom|HtmlUnit|CasperJS|zombie\.js/i

const kindOf = (userAgent: string): AsideReason | '' => {
  // A browser always says what it is; who says nothing is a script.
  if (userAgent === '') return 'bot'
  if (aiCrawler.test(userAgent)) return 'ai_crawler'
  if (mailScanner.test(userAgent)) return 'mail_scanner'
  if (headless.test(userAgent)) return 'headless'
  return isbot(userAgent) ? 'bot' : ''
}

/** What a browser's own words say against a person behind it; '' for nothing. About 10 µs for one that was not seen lately. */
export const browserKind = remember(kindOf, { limit: 5_000, maxCharacters: 1_000 })
