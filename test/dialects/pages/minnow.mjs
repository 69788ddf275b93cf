/** Where the page that runs this is to report: written on it by the test. */
const { url = '', site = '' } = document.documentElement.dataset

export { site, url }
