import {
  contactSourceContract,
  type Contract,
  type Requirement,
  type SourceRig,
} from '@contacts-gateway/domain/contracts';

/** For a world in which the rest of the contract shows nothing of its own. */
export const partOfSourceContract = (
  isPart: (requirement: Requirement<SourceRig>, section: string) => boolean,
): Contract<SourceRig> => ({
  ...contactSourceContract,
  sections: contactSourceContract.sections.map(({ title, requirements }) => ({
    title,
    requirements: requirements.filter((requirement) => isPart(requirement, title)),
  })),
});
