#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "search/places.h"

struct sqlite3;
struct sqlite3_stmt;

namespace afterword {

/// A statement of a database, prepared once and run often. Positions count from 1 when binding, from 0 when reading.
/// Texts and bytes that are bound must live until the statement is reset.
class Statement {
 public:
  Statement() = default;
  /// `trouble` gets the first thing that goes wrong; it outlives this.
  Statement(sqlite3_stmt* statement, std::string* trouble) : statement_(statement), trouble_(trouble) {}
  [[nodiscard]] bool is_there() const { return statement_ != nullptr; }

  Statement& bind(int position, std::int64_t value);
  Statement& bind(int position, std::string_view text);
  Statement& bind_bytes(int position, const void* bytes, std::size_t size);
  Statement& bind_nothing(int position);
  /// True where there is a row; false at the end and where something is wrong: Database::is_sound tells.
  [[nodiscard]] bool step();
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double number(int column) const;
  [[nodiscard]] std::string_view text(int column) const;   ///< until the next step
  [[nodiscard]] std::string_view bytes(int column) const;  ///< until the next step
  [[nodiscard]] bool is_nothing(int column) const;
  void reset();
  /// Steps to the end and resets.
  void run();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string* trouble_ = nullptr;
};

enum class DatabaseUse : std::uint8_t { read, write };

/// One connection to a database of SQLite, whose library is loaded when the first one is opened. By one thread at a
/// time. Has FTS5's tokenizer "spaced" (terms separated by spaces, as they are) and the functions score_terms and
/// best_place (a number of Place: of the first phrase). What goes wrong is remembered, and then nothing is run any
/// more: ask is_sound when done.
class Database {
 public:
  Database() = default;
  /// Opens a file, for writing also makes it; ":memory:" for none.
  [[nodiscard]] static Database open(const std::string& path, DatabaseUse use);
  /// Whether the library is installed.
  [[nodiscard]] static bool is_available();

  [[nodiscard]] bool is_open() const { return database_ != nullptr; }
  [[nodiscard]] bool is_sound() const { return trouble_->empty(); }
  /// What went wrong first, in SQLite's words.
  [[nodiscard]] const std::string& trouble() const { return *trouble_; }
  void run(const std::string& sql);
  [[nodiscard]] Statement prepare(std::string_view sql);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };

  std::unique_ptr<std::string> trouble_ = std::make_unique<std::string>();
  std::unique_ptr<sqlite3, Close> database_;
};

/// The first argument of score_terms, which goes by the phrases of a query in their order; the second is the number of
/// terms of the report.
struct PhraseWeights {
  double usual_length = 1;    ///< terms of a report, on average
  std::vector<double> tells;  ///< how much each phrase tells; 0: it is a filter
  [[nodiscard]] std::vector<double> packed() const;
};

/// About what score_terms gives for a phrase of which only the best place is known.
[[nodiscard]] double rough_score(double tells, Place place);

}  // namespace afterword
