package com.acme.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bills that were written, one file for each order. An order has one bill at most, however often it is tried: here the file
 * system sees to that, elsewhere the unique key of a database.
 */
final class Bills {
    private final Path folder;

    Bills(Path folder) {
        this.folder = folder;
    }

    /** Writes a bill; false if there was one. */
    boolean write(Order order) {
        Path bill = folder.resolve(order.getId());
        try {
            Path draft = Files.createTempFile(folder, "draft-", "");
            try {
                Files.writeString(draft, order.getCustomerId() + " " + order.getCents() + "\n");
                Files.createLink(bill, draft); // whole or not at all, and not twice
                return true;
            } finally {
                Files.delete(draft);
            }
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
