/** What the audit log can be asked for; each has its words in i18n (a test holds them to the routes). */
export const actionGroups = [
  {
    group: 'visitors',
    members: ['findPerson', 'exportPerson', 'erasePerson', 'exportEvents', 'updatePrivacy'],
  },
  {
    group: 'accounts',
    members: [
      ...['signIn', 'signInFailed', 'signOut', 'changePassword', 'turnOnTwoFactor', 'turnOffTwoFactor'],
      ...['changeAccount', 'resetPassword', 'createOwner', 'setMyLanguage'],
    ],
  },
  {
    group: 'access',
    members: ['invite', 'removeInvitation', 'acceptInvitation', 'setRole', 'removeMember', 'createKey', 'removeKey'],
  },
  {
    group: 'site',
    members: [
      ...['createSite', 'updateSite', 'removeSite', 'updateRules', 'addOtherId', 'removeOtherId'],
      ...['createGoal', 'updateGoal', 'removeGoal', 'createFunnel', 'updateFunnel', 'removeFunnel'],
      ...['createFeed', 'updateFeed', 'pollFeed', 'removeFeed', 'createHook', 'removeHook'],
      ...['createGiveaway', 'updateGiveaway', 'removeGiveaway', 'backup', 'openDemo'],
    ],
  },
  {
    group: 'data',
    members: [
      ...['importEvents', 'uploadFile', 'previewUpload', 'importUpload', 'beginImport', 'finishImport', 'undoImport'],
      ...['recordCosts', 'recordSearchWords', 'recordProducts', 'recordPosts', 'recordDays', 'sendMentions'],
      ...['importMentions', 'countTraffic', 'uncountTraffic', 'setTrafficAside'],
    ],
  },
] as const
