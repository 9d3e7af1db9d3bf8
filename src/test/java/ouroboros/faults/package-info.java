/**
 * The promises under attack: the packaged jar on clusters of real processes, on file systems that
 * misbehave, killed at every point where it could matter. Run by Failsafe once the jar is packaged:
 * tests tagged {@code cluster} by every {@code mvn}, those tagged {@code faults} by {@code mvn
 * -Pfaults}.
 */
package ouroboros.faults;
