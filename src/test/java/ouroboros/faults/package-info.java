/**
 * The promises under faults: the packaged jar on clusters of real processes and on faulty file
 * systems, killed at every point where it could matter. Failsafe runs these tests after the jar is
 * packaged: tests tagged {@code cluster} by every {@code mvn}, those tagged {@code faults} by
 * {@code mvn -Pfaults}.
 */
package ouroboros.faults;
