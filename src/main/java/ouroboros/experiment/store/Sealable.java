package ouroboros.experiment.store;

import java.util.List;

/** What a manifest file holds: a generation, or what is made of the corpus once. */
public sealed interface Sealable permits Manifest, SealedInput {
  /** The version of its form. */
  int format();

  /** Every file that it answers for. */
  List<SealedFile> files();
}
