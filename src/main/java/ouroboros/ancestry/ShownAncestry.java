package ouroboros.ancestry;

import java.util.List;
import java.util.SortedMap;

/**
 * What a reader sees of the ancestry of a generation: the paths of all tokens of some sentences,
 * and from whom tokens of every generation descend.
 *
 * @param sampled tokens of every generation; the sampled tokens of its tree are those of the
 *     sentences that are shown
 * @param texts the synthetic sentences on the paths of these, by their first place
 * @param humans the human sentences of all tokens, by their first place
 */
public record ShownAncestry(
    SampledGenerations sampled,
    SortedMap<Place, List<Integer>> texts,
    SortedMap<Place, HumanSentence> humans) {}
