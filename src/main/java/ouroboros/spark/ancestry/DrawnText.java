package ouroboros.spark.ancestry;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import ouroboros.safeguard.CounterWords;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.spark.draw.SyntheticCorpus;

/**
 * S_g or S'_g, unit by unit.
 *
 * @param corpus S_g as a function
 * @param words which candidate of each unit is drawn, where that is known without text
 * @param gated where gates see the text; otherwise null
 */
public record DrawnText(SyntheticCorpus corpus, CounterWords words, @Nullable GatedCorpus gated)
    implements Serializable {}
