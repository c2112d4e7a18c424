CREATE TABLE products (id serial PRIMARY KEY, name text NOT NULL, cents integer NOT NULL);
CREATE TABLE orders (id serial PRIMARY KEY, product integer NOT NULL, state text NOT NULL);
CREATE TABLE order_lines (order_id integer NOT NULL, cents integer NOT NULL);
