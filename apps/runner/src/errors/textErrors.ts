import type { ErrorTexts } from "./ErrorText.ts"

const tooFewWords = "The corpus is very small, or its ads have no descriptions."

/** Errors of the model and its versions: JG3. */
export const textErrors = {
  BadOption: {
    code: "JG301",
    means: "An option of the model has a value that cannot be.",
    causes: ["A setting tfidf_model.… is out of its range."],
    next: ["Correct the setting: docs/reference/settings.md says what fits; the values are scikit-learn's."]
  },
  ContradictoryLimits: {
    code: "JG302",
    means: "No word can be in as many ads as minDf asks for and in as few as maxDf allows.",
    causes: [tooFewWords, "tfidf_model.minDf is too high or tfidf_model.maxDf too low for it."],
    next: ["Lower minDf: `runner materialize tfidf_model --set tfidf_model.minDf=1`", "Collect more ads first."]
  },
  EmptyVocabulary: {
    code: "JG303",
    means: "The ads hold no word that the model could learn.",
    causes: [tooFewWords],
    next: ["Look at what there is: `runner status enriched`", "Collect ads with descriptions."]
  },
  NoTermsRemain: {
    code: "JG304",
    means: "Every word is too rare or too frequent for the model's limits.",
    causes: [tooFewWords],
    next: ["Lower minDf or raise maxDf: `runner materialize tfidf_model --set tfidf_model.minDf=1`"]
  },
  NoDocuments: {
    code: "JG305",
    means: "There is no ad to make a model of.",
    causes: ["No partition of enriched holds a row."],
    next: ["Make some first: `runner materialize +enriched`"]
  },
  InfiniteWeight: {
    code: "JG306",
    means: "A word of a given vocabulary is in no ad, so that its weight without smoothing is infinite.",
    causes: ["TF-IDF was called from code with a fixed vocabulary and smoothIdf false."],
    next: ["Set smoothIdf, or take the word out of the vocabulary."]
  },
  CorruptCounts: {
    code: "JG307",
    means: "Stored counts of words cannot be read.",
    causes: ["A part of tfidf_model is damaged, or was written by another version."],
    next: ["Make the model again: `runner materialize tfidf_model`"]
  },
  TooManyTerms: {
    code: "JG319",
    means: "The ads have more different terms than can be added up, some 50 million.",
    causes: ["Terms of three words or more: of a million ads, each length has tens of millions."],
    next: ["Count shorter terms: `runner materialize tfidf_model --set tfidf_model.ngramRange=[1,2]`"]
  },
  ModelNotFound: {
    code: "JG311",
    means: "There is no model of this name.",
    causes: ["A slip in its name, or it was removed with its source."],
    next: ["See which there are, and take a name from there: `runner models list`"]
  },
  ModelAmbiguous: {
    code: "JG318",
    means: "Several models have names that begin like the one that was given.",
    causes: ["The beginning is too short: models that were fitted on one day differ in their last figures."],
    next: ["Give more of the name, or all of it: the message lists those that fit, and so does `runner models list`"]
  },
  ModelInUse: {
    code: "JG312",
    means: "The model is in use, so that it cannot be put away.",
    causes: ["It is the active model: search and insights read it."],
    next: ["Activate another one first: `runner models activate NAME`"]
  },
  NoEarlierModel: {
    code: "JG313",
    means: "There is no earlier model to go back to.",
    causes: ["No other model was active before the present one, or those that were are gone."],
    next: ["Stay with the present one, or make another: `runner materialize tfidf_model`"]
  },
  NoModel: {
    code: "JG314",
    means: "No model is active, so that there is nothing to search with.",
    causes: ["None was fitted yet.", "All were archived, as after rolling back the only run that made one."],
    next: [
      "Fit one: `runner materialize --all`",
      "Or choose one that is there: `runner models list`, then `runner models activate NAME`"
    ],
    isSaidInFull: true
  },
  ModelFilesGone: {
    code: "JG315",
    means: "A model is registered, but its files cannot be used.",
    causes: [
      "They were removed with the version of tfidf_model that they belonged to.",
      "An older program wrote them."
    ],
    next: ["Fit a new model: `runner materialize tfidf_model`"],
    isSaidInFull: true
  },
  ModelExportError: {
    code: "JG316",
    means: "The files of a model could not be written.",
    causes: ["The folder cannot be written to, its name is that of a file, or the disk is full."],
    next: ["Name another folder: `runner models export DIR`"]
  },
  AdNotInModel: {
    code: "JG317",
    means: "The model that search uses has no ad of this id.",
    causes: [
      "A slip in the id.",
      "The ad came after the model was fitted, or is a sample ad and there are real ones by now."
    ],
    next: [
      "Look for the ad by its words: `runner search WORDS`",
      "Bring the model up to date: `runner materialize tfidf_model`"
    ],
    isSaidInFull: true
  },
  InconsistentCounts: {
    code: "JG308",
    means: "Ads are to be taken out of the model's counts that were never counted in.",
    causes: ["The stored counts of words and the ads do not belong together."],
    next: ["Make the model again: `runner materialize tfidf_model`. If it says the same, report it."]
  }
} as const satisfies ErrorTexts
