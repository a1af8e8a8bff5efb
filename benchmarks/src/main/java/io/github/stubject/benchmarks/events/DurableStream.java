package io.github.stubject.benchmarks.events;

import io.github.stubject.benchmarks.lab.Settings;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;

/** The streams that events are in, of the same configuration for all. */
final class DurableStream {
    /** The setting for where it is kept: a {@link StorageType}. */
    static final String STORAGE = "storage";

    private static final int BATCH = 1000;

    private DurableStream() {}

    /** Small, and forgetful: neither memory nor disk are what is measured. */
    static void forgetful(Connection nats, Settings settings) throws IOException, JetStreamApiException {
        add(nats, settings, StreamConfiguration.builder().maxMessages(10_000).duplicateWindow(Duration.ofSeconds(5)));
    }

    /** With so many events. */
    static void filled(Connection nats, Settings settings, int events)
            throws IOException, JetStreamApiException, InterruptedException {
        add(nats, settings, StreamConfiguration.builder());
        JetStreamManagement management = nats.jetStreamManagement();
        byte[] event = Said.event(settings).toByteArray();
        for (int i = 1; i <= events; i++) {
            nats.publish(settings.text(Said.SUBJECT), event);
            if (i % BATCH == 0) {
                while (management
                                .getStreamInfo(settings.text(Said.STREAM))
                                .getStreamState()
                                .getMsgCount()
                        < i) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static void add(Connection nats, Settings settings, StreamConfiguration.Builder configuration)
            throws IOException, JetStreamApiException {
        nats.jetStreamManagement()
                .addStream(configuration
                        .name(settings.text(Said.STREAM))
                        .subjects(settings.text(Said.SUBJECT))
                        .storageType(StorageType.get(settings.text(STORAGE)))
                        .build());
    }
}
