package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a place in a host, and who does not. */
class AdmissionTest {
    private static List<Admission.Place> fill(Admission.Gate gate) {
        List<Admission.Place> places = new ArrayList<>();
        for (Admission.Place place = gate.enter(); place != null; place = gate.enter()) {
            places.add(place);
        }
        return places;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "4,1", "1024,1", "1024,200", "1024,5000", "7,2", "1024,0"})
    void allPlacesTogetherAreThoseOfTheHost(int places, int methods) {
        Admission admission = new Admission(places, methods);
        List<Admission.Gate> gates = new ArrayList<>();
        for (int i = 0; i < methods; i++) {
            gates.add(admission.newGate(null));
        }

        int taken = gates.stream().mapToInt(gate -> fill(gate).size()).sum();

        assertThat(taken).isEqualTo(methods == 0 ? 0 : places);
        assertThat(admission.inFlight()).isEqualTo(taken);
    }

    @Test
    void aMethodThatTakesAllItCanLeavesEveryOtherOneItsOwn() {
        Admission admission = new Admission(1024, 4);
        Admission.Gate greedy = admission.newGate(null);
        List<Admission.Gate> others =
                List.of(admission.newGate(null), admission.newGate(null), admission.newGate(null));

        assertThat(fill(greedy)).hasSize(1024 - 3 * 64);
        assertThat(greedy.limit()).isEqualTo(1024 - 3 * 64);

        assertThat(others).allSatisfy(gate -> assertThat(fill(gate)).hasSize(64));
        assertThat(admission.inFlight()).isEqualTo(1024);
    }

    @Test
    void theLimitOfAMethodHolds() {
        Admission admission = new Admission(1024, 1);
        Admission.Gate gate = admission.newGate(3);

        assertThat(fill(gate)).hasSize(3);
        assertThat(gate.limit()).isEqualTo(3);
        gate.leave(Admission.Place.KEPT);
        assertThat(gate.enter()).isNotNull();
        assertThat(gate.enter()).isNull();
        assertThat(gate.inFlight()).isEqualTo(3);
    }

    @Test
    void whoeverWaitsForItToBeEmptyLetsNobodyInAnyMore() throws Exception {
        Admission admission = new Admission(8, 2);
        Admission.Gate a = admission.newGate(null);
        Admission.Gate b = admission.newGate(null);
        Admission.Place place = a.enter();
        assertThat(place).isEqualTo(Admission.Place.KEPT);

        assertThat(admission.awaitEmpty(Duration.ofMillis(20))).isFalse();
        assertThat(fill(b)).isEmpty();
        a.leave(Admission.Place.KEPT);

        assertThat(admission.awaitEmpty(Duration.ofMillis(20))).isTrue();
        assertThat(fill(a)).isEmpty();
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void underManyThreadsTheLimitsHoldAndEveryPlaceComesBack() throws Exception {
        Admission admission = new Admission(40, 2);
        List<Admission.Gate> gates = List.of(admission.newGate(10), admission.newGate(null));
        List<AtomicInteger> inside = List.of(new AtomicInteger(), new AtomicInteger());
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Random random = new Random(t);
            threads.add(CompletableFuture.runAsync(() -> {
                List<Runnable> leaving = new ArrayList<>();
                for (int i = 0; i < 100_000; i++) {
                    int which = random.nextInt(2);
                    Admission.Place place = gates.get(which).enter();
                    if (place != null) {
                        int now = inside.get(which).incrementAndGet();
                        if (which == 0) {
                            most.accumulateAndGet(now, Math::max);
                        }
                        leaving.add(() -> {
                            inside.get(which).decrementAndGet();
                            gates.get(which).leave(place);
                        });
                    }
                    if (!leaving.isEmpty() && random.nextBoolean()) {
                        leaving.remove(random.nextInt(leaving.size())).run();
                    }
                }
                leaving.forEach(Runnable::run);
            }));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get(30, TimeUnit.SECONDS);
        }

        assertThat(most.get()).isBetween(1, 10);
        assertThat(admission.inFlight()).isZero();
        assertThat(fill(gates.get(1))).hasSize(35);
        assertThat(fill(gates.get(0))).hasSize(5);
    }
}
