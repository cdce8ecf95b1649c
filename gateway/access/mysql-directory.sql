-- The directory's tables, for MySQL 8.0.16 or newer and MariaDB 10.2 or newer, in a database of their own. The gateway only reads them:
--   CREATE DATABASE bot_directory; USE bot_directory; SOURCE mysql-directory.sql;
--   CREATE USER gateway IDENTIFIED BY '...'; GRANT SELECT ON bot_directory.* TO gateway;
-- Binary collations, since names that differ by case or accent alone are different names.

CREATE TABLE businesses (
  id VARCHAR(100) NOT NULL PRIMARY KEY CHECK (id NOT IN ('', '*')),
  name VARCHAR(200) NOT NULL CHECK (name <> '')
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE bots (
  business VARCHAR(100) NOT NULL,
  id VARCHAR(100) NOT NULL CHECK (id NOT IN ('', '*')),
  name VARCHAR(200) NOT NULL CHECK (name <> ''),
  PRIMARY KEY (business, id),
  FOREIGN KEY (business) REFERENCES businesses (id) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A principal is the `sub` of tokens.
CREATE TABLE principals (
  id VARCHAR(255) NOT NULL PRIMARY KEY CHECK (id <> '')
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row a permission. Bot '*' is all bots of the business, business '*' (with bot '*') is everything; neither needs to be listed above.
CREATE TABLE grants (
  principal VARCHAR(255) NOT NULL,
  business VARCHAR(100) NOT NULL CHECK (business <> ''),
  bot VARCHAR(100) NOT NULL CHECK (bot <> ''),
  permission ENUM ('reports', 'messages', 'export', 'unmask', 'ingest', 'erase') NOT NULL,
  PRIMARY KEY (principal, business, bot, permission),
  FOREIGN KEY (principal) REFERENCES principals (id) ON DELETE CASCADE,
  CHECK (business <> '*' OR bot = '*')
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
