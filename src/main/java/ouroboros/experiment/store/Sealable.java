package ouroboros.experiment.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a manifest file: a generation, or an input that is made from the corpus once. */
public sealed interface Sealable permits Manifest, SealedInput {
  /** The version of its format. */
  int format();

  /** Whose it is; null in seals of version 1, which do not say it. */
  @Nullable SealOwner owner();

  /** The same with its owner. */
  Sealable ownedBy(SealOwner owner);

  /** All files that it names. */
  List<SealedFile> files();
}
