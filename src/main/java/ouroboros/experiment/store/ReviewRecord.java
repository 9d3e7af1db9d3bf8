package ouroboros.experiment.store;

import org.jspecify.annotations.Nullable;

/**
 * What people decided about the units of a generation.
 *
 * @param decisions the file with their answers
 * @param units that were asked
 * @param answers of all people together
 * @param accepted units that passed, edited ones included
 * @param rejected units that did not pass
 * @param edited units that people wrote anew
 * @param agreement how {@code kappa} is defined: cohen or fleiss; null where no unit has two
 *     answers
 * @param kappa agreement beyond chance; null where it is not defined
 */
public record ReviewRecord(
    SealedFile decisions,
    long units,
    long answers,
    long accepted,
    long rejected,
    long edited,
    @Nullable String agreement,
    @Nullable Double kappa) {}
