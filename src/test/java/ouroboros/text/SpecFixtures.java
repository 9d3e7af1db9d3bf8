package ouroboros.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec.Deduplicate;
import ouroboros.text.CorpusSpec.Documents;
import ouroboros.text.CorpusSpec.Sentences;
import ouroboros.text.CorpusSpec.Split;
import ouroboros.text.CorpusSpec.TokenizerKind;

/** Corpus sections for tests: the defaults, and one thing changed at a time. */
public record SpecFixtures(
    List<String> source,
    @Nullable String id,
    @Nullable String stratum,
    @Nullable String period,
    @Nullable String group,
    Documents documents,
    double sample,
    Deduplicate deduplicate,
    TokenizerKind tokenizer,
    Sentences sentences,
    int minCount,
    @Nullable Integer maxVocabulary,
    Split split) {

  public static SpecFixtures of(String... source) {
    return new SpecFixtures(
        List.of(source),
        "id",
        "stratum",
        null,
        null,
        Documents.LINE,
        1.0,
        Deduplicate.NONE,
        TokenizerKind.WORDS,
        Sentences.SPLIT,
        1,
        null,
        Split.DEFAULT);
  }

  public CorpusSpec spec() {
    return new CorpusSpec(
        source,
        "text",
        id,
        stratum,
        period,
        group,
        documents,
        sample,
        deduplicate,
        tokenizer,
        sentences,
        true,
        minCount,
        maxVocabulary,
        split,
        false,
        null);
  }

  public SpecFixtures withId(@Nullable String field) {
    return new SpecFixtures(
        source,
        field,
        stratum,
        period,
        group,
        documents,
        sample,
        deduplicate,
        tokenizer,
        sentences,
        minCount,
        maxVocabulary,
        split);
  }

  public SpecFixtures withStratum(@Nullable String field) {
    return new SpecFixtures(
        source,
        id,
        field,
        period,
        group,
        documents,
        sample,
        deduplicate,
        tokenizer,
        sentences,
        minCount,
        maxVocabulary,
        split);
  }

  public SpecFixtures withPeriod(String field) {
    return new SpecFixtures(
        source,
        id,
        stratum,
        field,
        group,
        documents,
        sample,
        deduplicate,
        tokenizer,
        sentences,
        minCount,
        maxVocabulary,
        split);
  }

  public SpecFixtures withGroup(String field) {
    return new SpecFixtures(
        source,
        id,
        stratum,
        period,
        field,
        documents,
        sample,
        deduplicate,
        tokenizer,
        sentences,
        minCount,
        maxVocabulary,
        split);
  }

  public SpecFixtures withDocuments(Documents unit) {
    return new SpecFixtures(
        source,
        id,
        stratum,
        period,
        group,
        unit,
        sample,
        deduplicate,
        tokenizer,
        sentences,
        minCount,
        maxVocabulary,
        split);
  }

  public SpecFixtures withSample(double share) {
    return new SpecFixtures(
        source,
        id,
        stratum,
        period,
        group,
        documents,
        share,
        deduplicate,
        tokenizer,
        sentences,
        minCount,
        maxVocabulary,
        split);
  }

  public SpecFixtures withDeduplicate(Deduplicate kind) {
    return new SpecFixtures(
        source,
        id,
        stratum,
        period,
        group,
        documents,
        sample,
        kind,
        tokenizer,
        sentences,
        minCount,
        maxVocabulary,
        split);
  }

  public SpecFixtures withTokens(TokenizerKind kind, Sentences breaks) {
    return new SpecFixtures(
        source,
        id,
        stratum,
        period,
        group,
        documents,
        sample,
        deduplicate,
        kind,
        breaks,
        minCount,
        maxVocabulary,
        split);
  }

  public SpecFixtures withVocabulary(int least, @Nullable Integer most) {
    return new SpecFixtures(
        source,
        id,
        stratum,
        period,
        group,
        documents,
        sample,
        deduplicate,
        tokenizer,
        sentences,
        least,
        most,
        split);
  }

  public SpecFixtures withSplit(Split shares) {
    return new SpecFixtures(
        source,
        id,
        stratum,
        period,
        group,
        documents,
        sample,
        deduplicate,
        tokenizer,
        sentences,
        minCount,
        maxVocabulary,
        shares);
  }
}
