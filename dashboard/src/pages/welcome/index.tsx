export const WelcomePage = () => null
export const WelcomeTagPage = () => null
