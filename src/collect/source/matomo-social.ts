/* Social networks and AI assistants by their hosts, as in matomo-search.ts. */

export const matomoSocial = `
badoo: badoo.com
bebo: bebo.com
bilibili: bilibili.com
blackplanet: blackplanet.com
bluesky: bsky.app skyfeed.app
buzznet: buzznet.com
classmates.com: classmates.com
cyworld: global.cyworld.com
discord: discord.com discord.gg discordapp.com
douyin: douyin.com
douyu: douyu.com
gaia online: gaiaonline.com
geni.com: geni.com
github: github.com
google%2b: plus.google.com url.google.com com.google.android.apps.plus
douban: douban.com
dribbble: dribbble.com
facebook: facebook.com fb.me m.facebook.com l.facebook.com
fetlife: fetlife.com
flickr: flickr.com
flixster: flixster.com
fotolog: fotolog.com
foursquare: foursquare.com
friends reunited: friendsreunited.com
friendster: friendster.com
gree: gree.jp
haboo: habbo.com
hacker news: news.ycombinator.com
hi5: hi5.com
huya: huya.com
hyves: hyves.nl
identi.ca: identi.ca
instagram: instagram.com l.instagram.com
lang-8: lang-8.com
last.fm: last.fm lastfm.ru lastfm.de lastfm.es lastfm.fr lastfm.it lastfm.jp lastfm.pl lastfm.com.br lastfm.se lastfm.com.tr
linkedin: linkedin.com lnkd.in linkedin.android
livejournal: livejournal.ru livejournal.com
mastodon: mastodon.social mastodon.cloud mastodon.technology mastodon.xyz mastodon.at mastodon.art mamot.fr pawoo.net mstdn.io mstdn.jp friends.nico ro-mastodon.puyo.jp quey.org botsin.space social.tchncs.de knzk.me mastodont.cat bitcoinhackers.org fosstodon.org chaos.social cybre.space vis.social typo.social front-end.social hachyderm.io mastodon.online newsie.social mstdn.social indieweb.social sfba.social mas.to mstdn.party c.im mastodonapp.uk universeodon.com social.vivaldi.net ohai.social toot.community masto.ai mastodon.scot mastodon.world mastodon.nz graphics.social org.joinmastodon.android mastodon.eus mastodon.jalgi.eus tkm.eus
meinvz: meinvz.net
missevan: missevan.com
mixi: mixi.jp
moikrug.ru: moikrug.ru
multiply: multiply.com
my.mail.ru: my.mail.ru
myheritage: myheritage.com
mylife: mylife.ru
myspace: myspace.com
myyearbook: myyearbook.com
nasza-klasa.pl: nk.pl
netlog: netlog.com
niconico: nicovideo.jp
odnoklassniki: odnoklassniki.ru
orkut: orkut.com
ozone: qzone.qq.com
peepeth: peepeth.com
pinterest: pinterest.com pinterest.ca pinterest.ch pinterest.co.uk pinterest.com.au pinterest.de pinterest.dk pinterest.es pinterest.fr pinterest.ie pinterest.info pinterest.jp pinterest.nz pinterest.pt pinterest.se at.pinterest.com ch.pinterest.com cl.pinterest.com co.pinterest.com dk.pinterest.com es.pinterest.com hu.pinterest.com id.pinterest.com ie.pinterest.com in.pinterest.com it.pinterest.com kr.pinterest.com mx.pinterest.com nl.pinterest.com nz.pinterest.com ph.pinterest.com pt.pinterest.com ru.pinterest.com se.pinterest.com
pixelfed: pixelfed.social pixelfed.de pxlmo.com metapixl.com pix.toot.wales pixelfed.uno pixey.org
plaxo: plaxo.com
reddit: reddit.com np.reddit.com pay.reddit.com com.reddit.frontpage
renren: renren.com
skyrock: skyrock.com
snapchat: snapchat.com com.snapchat.android
sonico.com: sonico.com
soundcloud: soundcloud.com gate.sc
stackoverflow: stackoverflow.com
studivz: studivz.net
tagged: login.tagged.com
taringa!: taringa.net
telegram: web.telegram.org org.telegram.messenger
threads: threads.net l.threads.net threads.com l.threads.com
tiktok: tiktok.com
tuenti: tuenti.com
tumblr: tumblr.com t.umblr.com
twitcast: twitcasting.tv
twitter: twitter.com t.co x.com
sourceforge: sourceforge.net
stumbleupon: stumbleupon.com
vkontakte: vk.com vkontakte.ru
youtube: youtube.com youtu.be
v2ex: v2ex.com
viadeo: viadeo.com
vimeo: vimeo.com
vkrugudruzei.ru: vkrugudruzei.ru
wayn: wayn.com
wechat: wechat.com mp.weixin.qq.com open.weixin.qq.com channels.weixin.qq.com
weibo: weibo.com t.cn
weeworld: weeworld.com
windows live spaces: login.live.com
workplace: workplace.com l.workplace.com lm.workplace.com
xanga: xanga.com
xing: xing.com
`

export const matomoAi = `
baidu ai: yiyan.baidu.com ai.baidu.com
chat+: chatplus.com chat-gpt.org
chatgpt: chatgpt.com chat.openai.com labs.openai.com
claude: claude.ai
copilot: copilot.microsoft.com
chatglm: chatglm.cn
deepseek: chat.deepseek.com
duck.ai: duck.ai
gemini: gemini.google.com bard.google.com
grok: grok.com
iask: iask.ai
jasper: app.jasper.ai
le chat: chat.mistral.ai
meta ai: meta.ai
notebooklm: notebooklm.google.com
perplexity: perplexity.ai
qwen: chat.qwen.ai
writesonic: app.writesonic.com
you: you.com
`
