import { families } from '../families/families.ts';
import type { Family } from '../families/family.ts';
import { membersOf } from './candidate.ts';
import type { Config } from './config-schema.ts';
import { isOwnSetting } from './own-setting.ts';
import { searchSetByUser, setByUser } from './set-by-user.ts';

/** Settings that hold for every member which says nothing else for itself. */
const common = [
  'training.epochs',
  'training.minimumSteps',
  'training.maximumSteps',
  'training.batchSize',
  'training.learningRate',
  'training.weightDecay',
  'transformation.numeric',
] as const;

/** Settings of the user that cannot have an effect beside other ones, each as a sentence that says why. */
export function settingsWithoutEffect(config: Config): string[] {
  const { training } = config;
  const { search, oversampling } = training;
  const searches = search.trials > 0 || search.budget !== 'none';
  const told = (name: string, useless: boolean, why: string) =>
    useless && setByUser(config, name) ? [`\`${name}\` has no effect: ${why}`] : [];
  return [
    ...common.flatMap((name) => {
      const own = name.slice(name.indexOf('.') + 1);
      const why = `every member of \`training.candidates\` has its own \`${own}\`, or none`;
      return told(name, everyMemberHas(config, own) && !isDrawn(config, own, searches), why);
    }),
    ...told(
      'training.effort',
      setByUser(config, 'training.candidates') && (training.effort !== 'thorough' || searchSetByUser(config)),
      '`training.candidates` says what is tried',
    ),
    ...told(
      'training.minimumSteps',
      training.minimumSteps > training.maximumSteps,
      `\`training.maximumSteps\` is ${training.maximumSteps}`,
    ),
    ...told(
      'training.patience',
      training.validationFraction === 0,
      'without `training.validationFraction` no training stops early',
    ),
    ...['keep', 'average', 'space'].flatMap((name) =>
      told(
        `training.search.${name}`,
        !searches,
        'neither `training.search.trials` nor `training.search.budget` asks for a search',
      ),
    ),
    ...told('training.oversampling.ratio', oversampling.method === 'none', '`method` is `none`'),
    ...told('training.oversampling.neighbours', oversampling.method !== 'smote', '`method` is not `smote`'),
  ];
}

/** Whether no member takes a setting from its section: it has its own, or its family knows no such setting. */
function everyMemberHas({ training }: Config, own: string): boolean {
  return training.candidates.flatMap(membersOf).every(({ family: name, settings }) => {
    const family = families.find((one) => one.name === name);
    return settings[own] !== undefined || (family !== undefined && !takesFromSection(family, own));
  });
}

function takesFromSection(family: Family, own: string): boolean {
  return Object.hasOwn(family.member.shape, own) && !isOwnSetting(family, own);
}

/** Whether members of a search take it from the section, since their space does not say otherwise. */
function isDrawn(config: Config, own: string, searches: boolean): boolean {
  return (
    searches &&
    families.some(
      (family) =>
        takesFromSection(family, own) && !setByUser(config, `training.search.space.${family.name}.${own}`),
    )
  );
}
