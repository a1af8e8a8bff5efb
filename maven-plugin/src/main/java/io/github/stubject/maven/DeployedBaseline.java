package io.github.stubject.maven;

import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;

/** Where it is written down what is deployed. */
interface DeployedBaseline {
    boolean exists();

    /**
     * What it says: a descriptor set.
     *
     * @throws MojoFailureException if it is not there, with how to have one
     */
    byte[] read() throws IOException, MojoFailureException;

    /** Its name, for the people who work on the module. */
    String shown();

    /** A sentence for those who do not need what it says any more. */
    String howToReplace();

    /** A sentence for those who have something else in its place. */
    String howToWrite();
}
