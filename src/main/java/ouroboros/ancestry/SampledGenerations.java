package ouroboros.ancestry;

import java.util.List;
import java.util.SortedMap;

/**
 * Tokens of several generations with all their ancestors.
 *
 * @param tree of all of them; its sampled tokens are those of the youngest generation
 * @param tokens the sampled tokens of each generation
 */
public record SampledGenerations(FamilyTree tree, SortedMap<Integer, List<Place>> tokens) {}
